#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#define _GNU_SOURCE 1
#include "CNcurses.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static SCREEN *screen;
/// Keys are read from a small window of its own: reading refreshes the window, and the screen must not be.
static WINDOW *keys;
static bool colors;
static const int paste_begin = KEY_MAX + 1, paste_end = KEY_MAX + 2;

bool nc_take_locale(void) {
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
    // A bare C locale says nothing about the terminal; only a real other codeset is taken at its word.
    const char *asked = getenv("LC_ALL");
    if (!asked || !*asked) asked = getenv("LC_CTYPE");
    if (!asked || !*asked) asked = getenv("LANG");
    if (asked && *asked) return false;
    return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

bool nc_start(bool use_color) {
    unsetenv("LINES");
    unsetenv("COLUMNS");
    screen = newterm(NULL, stdout, stdin);
    if (!screen) return false;
    if (!getenv("ESCDELAY")) set_escdelay(25);
    raw();
    noecho();
    nonl();
    keys = newpad(1, 1);
    keypad(keys, TRUE);
    nodelay(keys, TRUE);
    define_key("\033[200~", paste_begin);
    define_key("\033[201~", paste_end);
    colors = use_color && has_colors();
    if (colors) {
        start_color();
        use_default_colors();
    }
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    fputs("\033[?2004h", stdout);
    fflush(stdout);
    return true;
}

void nc_stop(void) {
    fputs("\033[?2004l", stdout);
    fflush(stdout);
    curs_set(1);
    endwin();
}

void nc_resume(void) {
    clearok(curscr, TRUE);
    refresh();
    fputs("\033[?2004h", stdout);
    fflush(stdout);
}

void nc_take_size(int *columns, int *rows) {
    struct winsize size;
    if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
        *columns = size.ws_col;
        *rows = size.ws_row;
    } else {
        getmaxyx(stdscr, *rows, *columns);
    }
}

void nc_resize(int columns, int rows) { resizeterm(rows, columns); }

int nc_read(uint32_t *code) {
    wint_t key;
    int kind = wget_wch(keys, &key);
    if (kind == ERR) return 0;
    if (kind != KEY_CODE_YES) {
        *code = (uint32_t)key;
        return 1;
    }
    switch ((int)key) {
        case KEY_UP: *code = NC_UP; break;
        case KEY_DOWN: *code = NC_DOWN; break;
        case KEY_LEFT: *code = NC_LEFT; break;
        case KEY_RIGHT: *code = NC_RIGHT; break;
        case KEY_HOME: case KEY_A1: *code = NC_HOME; break;
        case KEY_END: case KEY_C1: *code = NC_END; break;
        case KEY_PPAGE: *code = NC_PAGE_UP; break;
        case KEY_NPAGE: *code = NC_PAGE_DOWN; break;
        case KEY_BACKSPACE: *code = NC_BACKSPACE; break;
        case KEY_DC: *code = NC_DELETE; break;
        case KEY_BTAB: *code = NC_BACK_TAB; break;
        case KEY_ENTER: *code = NC_ENTER; break;
        case KEY_RESIZE: *code = NC_RESIZE; break;
        case KEY_MOUSE: *code = NC_MOUSE; break;
        default:
            if ((int)key == paste_begin) *code = NC_PASTE_BEGIN;
            else if ((int)key == paste_end) *code = NC_PASTE_END;
            else if (key >= KEY_F0 && key <= KEY_F(63)) *code = NC_FUNCTION + (key - KEY_F0);
            else *code = 0;
    }
    return 2;
}

int nc_mouse(int *column, int *row) {
    MEVENT event;
    if (getmouse(&event) != OK) return 0;
    *column = event.x;
    *row = event.y;
    if (event.bstate & BUTTON4_PRESSED) return 1;
    if (event.bstate & BUTTON5_PRESSED) return 2;
    if (event.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)) return 3;
    return 0;
}

int nc_colors(void) { return colors ? COLORS : 0; }

/// Pairs are made as they are needed; pair 0 is the terminal's own colours.
static short pair(int foreground, int background) {
    static short made[17][17], next = 1;
    if (!colors || (foreground < 0 && background < 0)) return 0;
    if (foreground >= COLORS) foreground = foreground == 8 ? -1 : foreground - 8;
    if (background >= COLORS) background -= 8;
    short *slot = &made[foreground + 1][background + 1];
    if (!*slot) {
        if (next >= COLOR_PAIRS || init_pair(next, (short)foreground, (short)background) == ERR) return 0;
        *slot = next++;
    }
    return *slot;
}

void nc_put(int column, int row, const char *text, int attributes, int foreground, int background) {
    attr_t look = 0;
    if (attributes & NC_BOLD) look |= A_BOLD;
    if (attributes & NC_DIM) look |= A_DIM;
    if (attributes & NC_UNDERLINE) look |= A_UNDERLINE;
    if (attributes & NC_REVERSE) look |= A_REVERSE;
    // With 8 colours the faint one (8) is the terminal's own, dimmed.
    if (foreground == 8 && nc_colors() < 16) look |= A_DIM;
    wattr_set(stdscr, look, pair(foreground, background), NULL);
    mvwaddstr(stdscr, row, column, text);
}

void nc_show(int column, int row) {
    if (column >= 0 && row >= 0) {
        curs_set(1);
        wmove(stdscr, row, column);
    } else {
        curs_set(0);
    }
    wrefresh(stdscr);
}

void nc_forget(void) { clearok(curscr, TRUE); }

void nc_mouse_on(bool on) {
    mousemask(on ? BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
    mouseinterval(0);
}

void nc_bell(void) { beep(); }
