#ifndef ACCOUNT_SYNC_SHORTEN_H
#define ACCOUNT_SYNC_SHORTEN_H

#include <stdbool.h>
#include <stddef.h>

/// What the terminal does, by terminfo.
struct nc_habits {
    /// Whether the cursor stays in its row behind the last column, until the next character (`xenl`).
    bool stays_in_row;
    /// Whether a row is erased, and passed over, as ECMA-48 says (`el`, `cuf`); whether a character is repeated so (`rep`).
    bool erases, repeats;
};

/// Forgets where the cursor is and which attributes are set, since others have written, or a frame said everything.
void nc_know_nothing(void);

/// Writes a frame of ncurses, which is changed meanwhile, in fewer bytes; `into` has room for three bytes more than it has.
/// Returns how many they are.
size_t nc_shorten(char *bytes, size_t count, char *into, struct nc_habits habits);

#endif
