#include "Shorten.h"

#include <stdlib.h>
#include <string.h>

/// What is known of the terminal before the next byte.
struct known {
    /// Where the cursor is, or -1; and whether it stands at the beginning of its row.
    int row;
    bool at_start;
    /// Whether no attribute is set, and whether those that are set are seen on blanks: a reversed one, a background, a line.
    bool is_plain, shows_blanks;
};

static struct known left = {-1, false, false, true};

void nc_know_nothing(void) { left = (struct known){-1, false, false, true}; }

struct text {
    char *bytes;
    size_t count;
};

static void add(struct text *text, const char *bytes, size_t count) {
    memmove(text->bytes + text->count, bytes, count);
    text->count += count;
}

static void add_sequence(struct text *text, int number, char end) {
    char digits[12];
    size_t first = sizeof digits;
    while (number > 0) {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    }
    add(text, "\033[", 2);
    add(text, digits + first, sizeof digits - first);
    add(text, &end, 1);
}

static bool begins(const char *bytes, size_t count, const char *with) {
    size_t length = strlen(with);
    return count >= length && memcmp(bytes, with, length) == 0;
}

/// How long the sequence is that begins here: ESC [, numbers, and a letter; 0 if there is none.
static size_t sequence(const char *bytes, size_t count) {
    if (!begins(bytes, count, "\033[")) return 0;
    for (size_t at = 2; at < count; at++) {
        if (bytes[at] >= 0x40 && bytes[at] <= 0x7E) return at + 1;
        if (bytes[at] < 0x20 || bytes[at] > 0x3F) return 0;
    }
    return 0;
}

/// The number that begins here, and where it ends; 1 if there is none.
static int number(const char **bytes) {
    int value = 0;
    const char *start = *bytes;
    for (; **bytes >= '0' && **bytes <= '9' && value < 100000; (*bytes)++) value = value * 10 + (**bytes - '0');
    return *bytes == start ? 1 : value;
}

/// Where a sequence moves the cursor to, if it says a row and, but for a column 1, nothing else.
static int row_of(const char *bytes, size_t length) {
    char end = bytes[length - 1];
    const char *at = bytes + 2;
    if (end != 'd' && end != 'H') return -1;
    int row = number(&at) - 1;
    if (end == 'd') return *at == 'd' ? row : -1;
    if (*at == 'H') return row;
    at++;
    return number(&at) == 1 && *at == 'H' ? row : -1;
}

/// Whether attributes are seen on a blank: all but a foreground, bold and faint.
static bool shows_blanks(const char *at) {
    while (*at != 'm') {
        int value = number(&at);
        if (value == 38) {
            // 5 and the number of the colour; 2 and three parts of it.
            for (int parts = at[1] == '5' ? 2 : 4; parts > 0 && *at == ';'; parts--) {
                at++;
                number(&at);
            }
        } else if (value > 2 && !(value >= 30 && value <= 39) && !(value >= 90 && value <= 97)) {
            return true;
        }
        if (*at == ';') at++;
        else if (*at != 'm') return true;
    }
    return false;
}

/// Takes note of attributes, as `ESC [ … m` sets them.
static void note(struct known *known, const char *bytes, size_t length) {
    bool resets = length == 3 || begins(bytes, length, "\033[0;") || begins(bytes, length, "\033[0m");
    known->is_plain = length == 3 || begins(bytes, length, "\033[0m");
    known->shows_blanks = (!resets && known->shows_blanks) || (!known->is_plain && shows_blanks(bytes + 2));
}

static bool is_attributes(const char *bytes, size_t length) {
    return length > 0 && bytes[length - 1] == 'm';
}

/// Whether the next thing after these bytes is said without regard to the column where the cursor is.
static bool is_column_free(const char *bytes, size_t count) {
    if (count > 0 && bytes[0] == '\r') return true;
    size_t length = sequence(bytes, count);
    return length > 0 && bytes[length - 1] == 'H';
}

static size_t blanks(const char *bytes, size_t count) {
    size_t found = 0;
    while (found < count && bytes[found] == ' ') found++;
    return found;
}

/// From so many blanks on, passing over them or repeating one is shorter.
enum { shortest_gap = 5, shortest_repeated = 6 };

/// Whether nothing stands in a row behind these bytes: all is reset, and the frame ends or goes elsewhere. A terminal that
/// does not repeat, although it says so, then lacks no more than the end of a highlight.
static bool ends_row(const char *bytes, size_t count) {
    return begins(bytes, count, "\033[m") && (count == 3 || is_column_free(bytes + 3, count - 3));
}

/// A row that is written from its beginning in attributes that are not seen on blanks, until the rest of it is erased: how
/// many bytes that are, without the erasing; 0 if it is none.
static size_t plain_row(const char *bytes, size_t count, struct known known) {
    if (!known.at_start || !known.is_plain) return 0;
    for (size_t at = 0; at < count;) {
        if (begins(bytes + at, count - at, "\033[K")) return known.is_plain ? at : 0;
        size_t length = sequence(bytes + at, count - at);
        if (length > 0) {
            if (!is_attributes(bytes + at, length)) return 0;
            note(&known, bytes + at, length);
            if (known.shows_blanks) return 0;
        } else if ((unsigned char)bytes[at] < 0x20) {
            return 0;
        }
        at += length > 0 ? length : 1;
    }
    return 0;
}

/// Whether enough is blank in a row for passing over it to be shorter.
static bool has_gap(const char *bytes, size_t count) {
    for (size_t at = 0; at < count; at++)
        if (blanks(bytes + at, count - at) >= shortest_gap) return true;
    return false;
}

/// Writes such a row: it is erased first, and passed over where it is blank.
static void add_plain_row(struct text *text, const char *bytes, size_t count, bool is_left) {
    bool resets = count >= 3 && begins(bytes + count - 3, 3, "\033[m");
    if (resets) count -= 3;
    // The cursor goes elsewhere then.
    while (is_left && count > 0 && bytes[count - 1] == ' ') count--;
    add(text, "\033[K", 3);
    for (size_t at = 0; at < count;) {
        size_t gap = blanks(bytes + at, count - at);
        if (gap >= shortest_gap) add_sequence(text, (int)gap, 'C');
        else add(text, bytes + at, gap = gap > 0 ? gap : 1);
        at += gap;
    }
    if (resets) add(text, "\033[m", 3);
}

/// How many bytes are left without the attributes that the last of some bytes sets, if that is all they do.
static size_t without_attributes(const char *bytes, size_t count) {
    if (count == 0 || bytes[count - 1] != 'm') return count;
    size_t start = count - 1;
    while (start > 0 && (bytes[start - 1] == ';' || (bytes[start - 1] >= '0' && bytes[start - 1] <= '9'))) start--;
    return start >= 2 && begins(bytes + start - 2, 2, "\033[") ? start - 2 : count;
}

/// Leaves out what changes nothing, and returns how many bytes are left: ncurses sets a colour before it resets all, and
/// with each reset selects the character set that is selected, since no line is drawn with another one here.
static size_t without_idle(char *bytes, size_t count) {
    size_t kept = 0;
    for (size_t at = 0; at < count;) {
        if (begins(bytes + at, count - at, "\033(B")) {
            at += 3;
            continue;
        }
        if (begins(bytes + at, count - at, "\033[m") || begins(bytes + at, count - at, "\033[0;"))
            kept = without_attributes(bytes, kept);
        bytes[kept++] = bytes[at++];
    }
    return kept;
}

/// Sets attributes; where none is set, none is reset first.
static void add_attributes(struct text *text, const char *bytes, size_t length, struct known *known) {
    if (known->is_plain && begins(bytes, length, "\033[0;")) {
        add(text, "\033[", 2);
        add(text, bytes + 4, length - 4);
    } else {
        add(text, bytes, length);
    }
    note(known, bytes, length);
}

/// Moves the cursor; to the beginning of its own row or of the next one by control characters.
static void add_move(struct text *text, const char *bytes, size_t length, struct known *known) {
    char end = bytes[length - 1];
    int row = row_of(bytes, length);
    bool goes_to_start = end == 'H' && row >= 0;
    int down = row >= 0 && known->row >= 0 && (goes_to_start || known->at_start) ? row - known->row : -1;
    if (down == 0 || down == 1) {
        if (goes_to_start) add(text, "\r", 1);
        if (down == 1) add(text, "\n", 1);
    } else {
        add(text, bytes, length);
    }
    if (end == 'd' || end == 'H') {
        known->row = row;
        known->at_start = goes_to_start || (end == 'd' && known->at_start);
    } else if (strchr("CDG", end)) {
        known->at_start = false;
    } else if (!strchr("KXP@hl", end)) {
        known->row = -1;
        known->at_start = false;
    }
}

size_t nc_shorten(char *bytes, size_t count, char *into, struct nc_habits habits) {
    struct text text = {into, 0};
    count = without_idle(bytes, count);
    for (size_t at = 0; at < count;) {
        const char *next = bytes + at;
        size_t rest = count - at;
        if (!habits.stays_in_row) left.row = -1;
        size_t row = habits.erases ? plain_row(next, rest, left) : 0;
        if (row > 0 && has_gap(next, row)) {
            add_plain_row(&text, next, row, is_column_free(next + row + 3, rest - row - 3));
            left.at_start = false;
            at += row + 3;
            continue;
        }
        size_t length = sequence(next, rest);
        if (is_attributes(next, length)) {
            add_attributes(&text, next, length, &left);
        } else if (length > 0) {
            add_move(&text, next, length, &left);
        } else {
            size_t gap = blanks(next, rest);
            length = 1;
            if (habits.repeats && gap >= shortest_repeated && left.shows_blanks && ends_row(next + gap, rest - gap)) {
                add(&text, " ", 1);
                add_sequence(&text, (int)gap - 1, 'b');
                length = gap;
            } else {
                add(&text, next, 1);
            }
            if (*next == '\033') left.row = -1;
            if (*next == '\n' && left.row >= 0) left.row++;
            left.at_start = *next == '\r' || (*next == '\n' && left.at_start);
        }
        at += length;
    }
    return text.count;
}
