#ifndef ACCOUNT_SYNC_CNCURSES_H
#define ACCOUNT_SYNC_CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

/// What of ncursesw the terminal needs, as plain functions: macros and variadic functions do not reach Swift.
/// The library's own headers stay out of here. Nothing is read by ncurses: it writes, and knows the terminal.

/// Starts ncurses on the process's terminal; false if it does not know the terminal.
bool nc_start(bool use_color);
/// Takes the mouse, where there is one, or gives it back to the terminal; nothing is written if that is so already.
void nc_take_mouse(bool on);
/// Leaves the screen; the terminal is as before.
void nc_stop(void);
/// Comes back after nc_stop, everything to be drawn anew.
void nc_resume(void);
/// Takes the terminal's size as the kernel has it.
void nc_take_size(int *columns, int *rows);
void nc_resize(int columns, int rows);

/// An unnamed file in memory; -1 if there can be none.
int nc_memory_file(void);

/// What terminfo knows of a key, by the name of the capability, such as kcuu1; NULL if nothing.
const char *nc_key_sequence(const char *capability);

enum { NC_BOLD = 1, NC_DIM = 2, NC_UNDERLINE = 4, NC_REVERSE = 8 };

/// How many colours there are.
int nc_colors(void);
/// Writes text at a place; colours from -1 (the terminal's own) to 255.
void nc_put(int column, int row, const char *text, int attributes, int foreground, int background);
/// Shows what was written, with the cursor at a place, or hidden at -1.
void nc_show(int column, int row);
/// Forgets what the terminal shows: the next show writes everything.
void nc_forget(void);
/// Takes a locale ("" is that of the environment) for characters; whether it is one of UTF-8.
bool nc_take_utf8_locale(const char *name);
/// The character that a byte is in the locale; -1 if none.
int32_t nc_scalar(int byte);

#endif
