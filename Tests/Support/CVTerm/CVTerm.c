#include "CVTerm.h"

#include <stdlib.h>
#include <vterm.h>

struct CVTerm {
    VTerm *term;
    VTermScreen *screen;
    bool visible;
};

static int set_property(VTermProp property, VTermValue *value, void *user) {
    if (property == VTERM_PROP_CURSORVISIBLE) ((CVTerm *)user)->visible = value->boolean;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = set_property};

CVTerm *cvterm_new(int rows, int columns) {
    CVTerm *term = calloc(1, sizeof *term);
    term->term = vterm_new(rows, columns);
    vterm_set_utf8(term->term, 1);
    term->screen = vterm_obtain_screen(term->term);
    term->visible = true;
    vterm_screen_set_callbacks(term->screen, &callbacks, term);
    vterm_screen_enable_altscreen(term->screen, 1);
    vterm_screen_reset(term->screen, 1);
    return term;
}

void cvterm_free(CVTerm *term) {
    vterm_free(term->term);
    free(term);
}

void cvterm_resize(CVTerm *term, int rows, int columns) { vterm_set_size(term->term, rows, columns); }

void cvterm_write(CVTerm *term, const char *bytes, size_t count) {
    vterm_input_write(term->term, bytes, count);
    vterm_screen_flush_damage(term->screen);
}

size_t cvterm_read(CVTerm *term, char *bytes, size_t count) { return vterm_output_read(term->term, bytes, count); }

int cvterm_cell(CVTerm *term, int row, int column, uint32_t *scalars, int most, bool *reversed) {
    VTermScreenCell cell;
    VTermPos position = {.row = row, .col = column};
    if (!vterm_screen_get_cell(term->screen, position, &cell)) return 0;
    *reversed = cell.attrs.reverse;
    int count = 0;
    while (count < most && count < VTERM_MAX_CHARS_PER_CELL && cell.chars[count]) {
        scalars[count] = cell.chars[count];
        count++;
    }
    // This value marks the second half of a wide character.
    return count > 0 && scalars[0] == (uint32_t)-1 ? -1 : count;
}

void cvterm_cursor(CVTerm *term, int *row, int *column, bool *visible) {
    VTermPos position;
    vterm_state_get_cursorpos(vterm_obtain_state(term->term), &position);
    *row = position.row;
    *column = position.col;
    *visible = term->visible;
}
