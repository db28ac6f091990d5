#ifndef ACCOUNT_SYNC_CNCURSES_H
#define ACCOUNT_SYNC_CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

/// What of ncursesw the terminal needs, as plain functions: macros and variadic functions do not reach Swift.
/// The library's own headers stay out of here.

/// Starts ncurses on the process's terminal; false if it does not know the terminal.
bool nc_start(bool use_color);
/// Leaves the screen; the terminal is as before.
void nc_stop(void);
/// Comes back after nc_stop, everything to be drawn anew.
void nc_resume(void);
/// Takes the terminal's size as the kernel has it.
void nc_take_size(int *columns, int *rows);
void nc_resize(int columns, int rows);

/// A key's code, kind and character. 0: nothing waits; 1: a character; 2: a function key by ncurses' number.
int nc_read(uint32_t *code);

/// The numbers of the keys that have one.
enum {
    NC_UP = 1, NC_DOWN, NC_LEFT, NC_RIGHT, NC_HOME, NC_END, NC_PAGE_UP, NC_PAGE_DOWN, NC_BACKSPACE, NC_DELETE,
    NC_BACK_TAB, NC_ENTER, NC_RESIZE, NC_MOUSE, NC_PASTE_BEGIN, NC_PASTE_END, NC_FUNCTION /* and the number */ = 100
};

/// The last mouse event: 0 none, 1 wheel up, 2 wheel down, 3 click.
int nc_mouse(int *column, int *row);

enum { NC_BOLD = 1, NC_DIM = 2, NC_UNDERLINE = 4, NC_REVERSE = 8 };

/// How many colours there are.
int nc_colors(void);
/// Writes text at a place; colours from -1 (the terminal's own) to 15.
void nc_put(int column, int row, const char *text, int attributes, int foreground, int background);
/// Shows what was written, with the cursor at a place, or hidden at -1.
void nc_show(int column, int row);
/// Forgets what the terminal shows: the next show writes everything.
void nc_forget(void);
/// Whether characters beyond ASCII can be shown: sets the locale, and reports it.
bool nc_take_locale(void);
void nc_mouse_on(bool on);
void nc_bell(void);

#endif
