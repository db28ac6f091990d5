#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#define _GNU_SOURCE 1
#include "CNcurses.h"
#include "Shorten.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static bool colors, reports_mouse, mouse;
/// What ncurses writes to: the terminal, or for the time of a frame the memory that holds it.
static FILE *output;
static int frame = -1;
/// Whether the next frame says all, also which character set is meant: another program may have selected another one.
static bool is_whole = true;
static struct nc_habits habits;

bool nc_take_utf8_locale(const char *name) {
    return setlocale(LC_CTYPE, name) && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int32_t nc_scalar(int byte) {
    // The bytes above ASCII that glibc lets pass in the C locale are characters of nobody.
    if (strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0) return -1;
    char text = (char)byte;
    wchar_t scalar;
    mbstate_t state;
    memset(&state, 0, sizeof state);
    return mbrtowc(&scalar, &text, 1, &state) == 1 ? (int32_t)scalar : -1;
}

/// Has the terminal send what it does not send by itself: pastes with their ends, and its mouse.
static void ask_for_input(bool on) {
    char end = on ? 'h' : 'l';
    printf("\033[?2004%c", end);
    if (mouse) printf("\033[?1000%c\033[?1006%c", end, end);
    fflush(stdout);
}

void nc_take_mouse(bool on) {
    if (!reports_mouse || on == mouse) return;
    mouse = on;
    printf("\033[?1000%c\033[?1006%c", on ? 'h' : 'l', on ? 'h' : 'l');
    fflush(stdout);
}

/// Whether terminfo has these bytes for a capability.
static bool says(const char *capability, const char *bytes) {
    const char *sequence = nc_key_sequence(capability);
    return sequence && strcmp(sequence, bytes) == 0;
}

bool nc_start(bool use_color) {
    unsetenv("LINES");
    unsetenv("COLUMNS");
    if (!output) output = fdopen(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), "w");
    if (!output) return false;
    screen = newterm(NULL, output, stdin);
    if (!screen) return false;
    raw();
    noecho();
    nonl();
    // Output is never put off because of keys that wait: we read them, and ncurses would not know when it can go on.
    typeahead(-1);
    colors = use_color && has_colors();
    if (colors) {
        start_color();
        use_default_colors();
    }
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
    const char *reports = nc_key_sequence("kmous");
    reports_mouse = reports && (strcmp(reports, "\033[M") == 0 || strcmp(reports, "\033[<") == 0);
    nc_know_nothing();
    habits.stays_in_row = tigetflag("xenl") == 1;
    habits.erases = says("el", "\033[K") && says("cuf", "\033[%p1%dC");
    habits.repeats = says("rep", "%p1%c\033[%p2%{1}%-%db");
    ask_for_input(true);
    return true;
}

void nc_stop(void) {
    ask_for_input(false);
    curs_set(1);
    endwin();
}

void nc_resume(void) {
    is_whole = true;
    nc_know_nothing();
    clearok(curscr, TRUE);
    refresh();
    ask_for_input(true);
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

void nc_resize(int columns, int rows) {
    nc_know_nothing();
    resizeterm(rows, columns);
}

const char *nc_key_sequence(const char *capability) {
    char *sequence = tigetstr(capability);
    return sequence == (char *)-1 ? NULL : sequence;
}

int nc_colors(void) { return colors ? COLORS : 0; }

/// Pairs are made as they are needed; pair 0 is the terminal's own colours.
static short pair(int foreground, int background) {
    static short made[257][257], next = 1;
    if (!colors || (foreground < 0 && background < 0)) return 0;
    if (foreground >= COLORS) foreground = foreground == 8 ? -1 : foreground - 8;
    if (background >= COLORS) background -= 8;
    if (foreground > 255 || background > 255) return 0;
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

int nc_memory_file(void) { return memfd_create("account-sync", MFD_CLOEXEC); }

static void write_all(const char *bytes, size_t count) {
    for (size_t begun = 0; begun < count;) {
        ssize_t written = write(STDOUT_FILENO, bytes + begun, count - begun);
        if (written >= 0) {
            begun += (size_t)written;
        } else if (errno == EAGAIN) {
            // A terminal that others have made non-blocking.
            struct pollfd ready = {STDOUT_FILENO, POLLOUT, 0};
            poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            // It is gone, which its input tells, too.
            return;
        }
    }
}

/// Writes a frame: a whole one as it is, all others in as few bytes as they need.
static void write_frame_of(char *bytes, size_t count) {
    char *shorter = is_whole ? NULL : malloc(count + 3);
    if (shorter) {
        write_all(shorter, nc_shorten(bytes, count, shorter, habits));
    } else {
        write_all(bytes, count);
        nc_know_nothing();
    }
    free(shorter);
    is_whole = false;
}

/// Writes what the frame holds to the terminal.
static void write_frame(void) {
    off_t size = lseek(frame, 0, SEEK_END);
    if (size > 0) {
        char *bytes = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_PRIVATE, frame, 0);
        if (bytes != MAP_FAILED) {
            write_frame_of(bytes, (size_t)size);
            munmap(bytes, (size_t)size);
        }
    }
    if (ftruncate(frame, 0) == 0) lseek(frame, 0, SEEK_SET);
}

// By itself ncurses writes to the terminal after each move of the cursor, eighty times for a screen, and each of those wakes
// the terminal. So a frame goes to memory first, and to the terminal in one piece.
void nc_show(int column, int row) {
    if (frame < 0) frame = nc_memory_file();
    bool held = frame >= 0 && dup3(frame, fileno(output), O_CLOEXEC) >= 0;
    bool is_seen = column >= 0 && row >= 0;
    curs_set(is_seen ? 1 : 0);
    // Where one stands that is not seen, is no matter.
    leaveok(stdscr, !is_seen);
    if (is_seen) wmove(stdscr, row, column);
    wrefresh(stdscr);
    if (!held) return;
    dup3(STDOUT_FILENO, fileno(output), O_CLOEXEC);
    write_frame();
}

void nc_forget(void) {
    is_whole = true;
    nc_know_nothing();
    clearok(curscr, TRUE);
}
