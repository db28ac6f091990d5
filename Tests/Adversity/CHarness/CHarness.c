#define _GNU_SOURCE
#include "CHarness.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int harness_spawn(char *const arguments[], char *const environment[], int output, int errors, pid_t *id) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_adddup2(&actions, errors, 2);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    int result = posix_spawnp(id, arguments[0], &actions, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return result;
}

int harness_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int harness_accept(int listening) { return accept4(listening, NULL, NULL, SOCK_CLOEXEC); }

int harness_wait_for_hang_up(int connection, int milliseconds) {
    struct pollfd watched = {.fd = connection, .events = POLLRDHUP};
    return poll(&watched, 1, milliseconds);
}

int harness_contains(const void *bytes, size_t count, const void *needle, size_t length) {
    return memmem(bytes, count, needle, length) != NULL;
}
