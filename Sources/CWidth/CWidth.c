#define _XOPEN_SOURCE 700
#include "CWidth.h"

#include <locale.h>
#include <pthread.h>
#include <wchar.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static locale_t utf8;

static void make_locale(void) { utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

int account_sync_width(uint32_t scalar) {
    pthread_once(&once, make_locale);
    if (!utf8) return scalar < 0x20 || scalar == 0x7f ? -1 : 1;
    locale_t before = uselocale(utf8);
    int width = wcwidth((wchar_t)scalar);
    uselocale(before);
    return width;
}
