#ifndef ACCOUNT_SYNC_CMALLOC_H
#define ACCOUNT_SYNC_CMALLOC_H

/// Gives memory that is freed back to the system: glibc lets its threshold grow with what a process once needed, so
/// that a third of what an index takes would be kept for nothing. By mallopt(3); elsewhere nothing is done.
void account_sync_return_freed_memory(void);

/// Gives back what is free between what is used, by malloc_trim(3).
void account_sync_return_unused_memory(void);

#endif
