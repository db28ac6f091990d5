#ifndef ACCOUNT_SYNC_CSTATX_H
#define ACCOUNT_SYNC_CSTATX_H

#include <stdint.h>

/// What tells one file from another at the same path: its inode, and when that was made.
struct account_sync_identity {
    uint64_t inode;
    int64_t born_seconds;
    uint32_t born_nanoseconds;
    /// 0 if the file system does not keep it.
    int has_birth;
};

/// Reads it without following a link; returns 0, or -1 with errno. By statx(2), since stat(2) knows no time of birth.
int account_sync_identity_of(const char *path, struct account_sync_identity *identity);

#endif
