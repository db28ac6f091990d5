#ifndef ACCOUNT_SYNC_CWIDTH_H
#define ACCOUNT_SYNC_CWIDTH_H

#include <stdint.h>

/// How many cells a terminal gives to a Unicode scalar: 0, 1 or 2, or -1 if it cannot be printed.
/// By wcwidth(3) in a UTF-8 locale, whatever the locale of the process is.
int account_sync_width(uint32_t scalar);

#endif
