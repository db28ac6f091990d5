#ifndef ACCOUNT_SYNC_CMALLOC_H
#define ACCOUNT_SYNC_CMALLOC_H

/// Gives memory that is freed back to the system: glibc lets its threshold grow with what a process once needed, so
/// that a third of what an index takes would be kept for nothing. By mallopt(3); elsewhere nothing is done.
void account_sync_return_freed_memory(void);

/// Keeps it until that is called again: whoever needs as much again and again would wait for the system each time.
void account_sync_keep_freed_memory(void);

/// Gives back what is free between what is used, by malloc_trim(3).
void account_sync_return_unused_memory(void);

/// Gives back the pages of the program, and of ICU's tables, that were read until now, by madvise(2): they come from a file,
/// and what is needed again is read from the system's cache. Half of them are only needed to start and to fill an index.
void account_sync_return_read_pages(void);

#endif
