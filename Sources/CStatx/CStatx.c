#define _GNU_SOURCE
#include "CStatx.h"

#include <fcntl.h>
#include <sys/stat.h>

int account_sync_identity_of(const char *path, struct account_sync_identity *identity) {
    struct statx found;
    if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_INO | STATX_BTIME, &found) != 0) return -1;
    identity->inode = found.stx_ino;
    identity->has_birth = (found.stx_mask & STATX_BTIME) != 0;
    identity->born_seconds = found.stx_btime.tv_sec;
    identity->born_nanoseconds = found.stx_btime.tv_nsec;
    return 0;
}
