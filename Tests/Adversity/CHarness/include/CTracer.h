#ifndef CTRACER_H
#define CTRACER_H

#include <sys/types.h>

/// The failure to inject at a system call.
struct tracer_plan {
    /// The numbers of the counted system calls, and how many numbers there are.
    const long *calls;
    int call_count;
    /// At which of them, counted from 1 over all threads; 0: never.
    long number;
    /// 0: the group is killed instead of the call. Otherwise the call fails with this error.
    int error;
    /// Whether later ones fail, too.
    int for_good;
    /// Where each of them is recorded with its data, as a `tracer_entry`; -1: nowhere.
    int log;
};

/// A call at its entry, or its end; followed by a path of `path_length` bytes and data of `length` bytes.
struct tracer_entry {
    long call;
    long thread;
    long offset;
    /// Whether it is the end of a call that was recorded before.
    long is_over;
    long path_length;
    long length;
};

/// Runs a process in its own group with an injected failure; returns its status as wait does, or -1. One thread must
/// run and end it. `seen` is the number of counted calls.
int tracer_run(
    char *const arguments[], char *const environment[], int output, int errors, const struct tracer_plan *plan, long *seen);

/// A file in memory.
int tracer_memory_file(void);

/// The number of a system call by its name; -1 if it is unknown here.
long tracer_call(const char *name);

#endif
