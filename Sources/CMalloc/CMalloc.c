#define _GNU_SOURCE 1
#include "CMalloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

void account_sync_return_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 128 * 1024);
    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

void account_sync_keep_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
    mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
#endif
}

void account_sync_return_unused_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

#ifdef __GLIBC__
/// Gives back the whole pages between two addresses, which nobody writes to.
static void give_back(uintptr_t start, uintptr_t end) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    start = (start + page - 1) & ~(page - 1);
    end &= ~(page - 1);
    if (start < end) madvise((void *)start, end - start, MADV_DONTNEED);
}

static int give_back_program(struct dl_phdr_info *program, size_t size, void *unused) {
    (void)size, (void)unused;
    for (int number = 0; number < program->dlpi_phnum; number++) {
        const ElfW(Phdr) *part = &program->dlpi_phdr[number];
        uintptr_t start = program->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_LOAD && !(part->p_flags & PF_W)) give_back(start, start + part->p_memsz);
    }
    // The first one is the program itself; the libraries are shared with others.
    return 1;
}

/// ICU's tables in the version of this toolchain, if they are part of the program; they lie among data that is written to.
extern const unsigned char icudt76_dat[] __attribute__((weak));

/// By the table of contents (ICU, udata.h and ucmndata.h): how large the header is, a signature, and behind the header how
/// many tables there are, each with where its name and its data begin. Up to the last one, all is known to be tables.
static void give_back_tables(const unsigned char *data) {
    uint16_t header;
    uint32_t count, last;
    memcpy(&header, data, sizeof header);
    if (data[2] != 0xDA || data[3] != 0x27) return;
    const unsigned char *contents = data + header;
    memcpy(&count, contents, sizeof count);
    if (count == 0) return;
    memcpy(&last, contents + 8 * (size_t)count, sizeof last);
    give_back((uintptr_t)data, (uintptr_t)contents + last);
}
#endif

void account_sync_return_read_pages(void) {
#ifdef __GLIBC__
    dl_iterate_phdr(give_back_program, NULL);
    if (icudt76_dat) give_back_tables(icudt76_dat);
#endif
}
