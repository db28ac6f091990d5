#ifndef CHARNESS_H
#define CHARNESS_H

#include "CTracer.h"
#include <stddef.h>
#include <sys/types.h>

/// Starts a process in its own group, which inherits only these two outputs; returns 0 or an error number.
int harness_spawn(char *const arguments[], char *const environment[], int output, int errors, pid_t *id);

/// A pipe that no other process inherits.
int harness_pipe(int ends[2]);

/// The next connection, which no other process inherits.
int harness_accept(int listening);

/// Waits for the other side to close; returns more than 0 if it did within the time.
int harness_wait_for_hang_up(int connection, int milliseconds);

/// Whether some bytes contain others.
int harness_contains(const void *bytes, size_t count, const void *needle, size_t length);

#endif
