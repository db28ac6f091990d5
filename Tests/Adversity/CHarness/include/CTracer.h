#ifndef CTRACER_H
#define CTRACER_H

#include <sys/types.h>

/// What goes wrong at a system call.
struct tracer_plan {
    /// The numbers of the system calls that count, and how many there are.
    const long *calls;
    int call_count;
    /// At the how manieth of them, in whatever thread; 0: never.
    long number;
    /// 0: the group is killed in its place. Else it fails with this error.
    int error;
    /// Whether those after it fail, too.
    int for_good;
    /// Where each of them is written down with its data, as `tracer_entry`s; -1: nowhere.
    int log;
};

/// A call, as it was entered, or its end; a path of `path_length` and data of `length` bytes follow it.
struct tracer_entry {
    long call;
    long thread;
    long offset;
    /// Whether it is the end of a call that was written down before.
    long is_over;
    long path_length;
    long length;
};

/// Runs a process in a group of its own and has something go wrong; its status as wait gives it, or -1. It must be run and ended by
/// one thread. `seen` is how many calls counted.
int tracer_run(
    char *const arguments[], char *const environment[], int output, int errors, const struct tracer_plan *plan, long *seen);

/// A file in memory.
int tracer_memory_file(void);

/// The number of a system call by its name; -1 if it is not known here.
long tracer_call(const char *name);

#endif
