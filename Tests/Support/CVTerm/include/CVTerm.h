#ifndef ACCOUNT_SYNC_CVTERM_H
#define ACCOUNT_SYNC_CVTERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A terminal in memory (libvterm), flattened: its cells have bit fields, which Swift cannot import.
typedef struct CVTerm CVTerm;

CVTerm *cvterm_new(int rows, int columns);
void cvterm_free(CVTerm *term);
void cvterm_resize(CVTerm *term, int rows, int columns);
/// Feeds a program's output.
void cvterm_write(CVTerm *term, const char *bytes, size_t count);
/// The terminal's replies to the program.
size_t cvterm_read(CVTerm *term, char *bytes, size_t count);
/// The scalars of a cell; none in the second half of a wide one.
int cvterm_cell(CVTerm *term, int row, int column, uint32_t *scalars, int most, bool *reversed);
void cvterm_cursor(CVTerm *term, int *row, int *column, bool *visible);

#endif
