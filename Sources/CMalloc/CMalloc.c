#include "CMalloc.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void account_sync_return_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 128 * 1024);
#endif
}

void account_sync_return_unused_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
