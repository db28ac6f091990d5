// strace counts the calls of each thread separately, so that most points of a program with several threads cannot be
// named. This counts them for the whole process.
#define _GNU_SOURCE
#include "CTracer.h"

#include <elf.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { most_calls = 64 };

static int stop_at(const struct tracer_plan *plan) {
    struct sock_filter filter[2 * most_calls + 2];
    int length = 0;
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < plan->call_count && i < most_calls; i++) {
        filter[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)plan->calls[i], 0, 1);
        filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {.len = (unsigned short)length, .filter = filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static void begin(
    char *const arguments[], char *const environment[], int output, int errors, const struct tracer_plan *plan) {
    setpgid(0, 0);
    dup2(output, 1);
    dup2(errors, 2);
    syscall(SYS_close_range, 3, ~0U, 0);
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    if (stop_at(plan) == 0) execve(arguments[0], arguments, environment);
    _exit(127);
}

#if defined(__x86_64__)
static long argument(const struct user_regs_struct *r, int n) {
    return (long)(n == 0 ? r->rdi : n == 1 ? r->rsi : n == 2 ? r->rdx : r->r10);
}
static long call_number(const struct user_regs_struct *r) { return (long)r->orig_rax; }
#else
static long argument(const struct user_regs_struct *r, int n) { return (long)r->regs[n]; }
static long call_number(const struct user_regs_struct *r) { return (long)r->regs[8]; }
#endif

static struct user_regs_struct registers_of(pid_t thread) {
    struct user_regs_struct registers;
    struct iovec vector = {&registers, sizeof registers};
    ptrace(PTRACE_GETREGSET, thread, (void *)NT_PRSTATUS, &vector);
    return registers;
}

/// Suppresses the call and makes it return an error.
static void fail(pid_t thread, int error) {
    struct user_regs_struct registers = registers_of(thread);
    struct iovec vector = {&registers, sizeof registers};
#if defined(__x86_64__)
    registers.orig_rax = (unsigned long long)-1;
    registers.rax = (unsigned long long)-error;
#else
    int none = -1;
    struct iovec number = {&none, sizeof none};
    ptrace(PTRACE_SETREGSET, thread, (void *)NT_ARM_SYSTEM_CALL, &number);
    registers.regs[0] = (unsigned long long)-error;
#endif
    ptrace(PTRACE_SETREGSET, thread, (void *)NT_PRSTATUS, &vector);
}

static long copy(pid_t thread, long address, void *bytes, long length) {
    struct iovec here = {bytes, (size_t)length}, there = {(void *)address, (size_t)length};
    long count = process_vm_readv(thread, &here, 1, &there, 1, 0);
    return count < 0 ? 0 : count;
}

/// Records a call when it begins or ends; returns whether its end matters as well, as that of a sync does.
static int write_down(pid_t thread, int file, int is_over) {
    static __thread char path[4096], data[1 << 20];
    struct user_regs_struct registers = registers_of(thread);
    struct tracer_entry entry = {.call = call_number(&registers), .thread = thread, .is_over = is_over};
    long first = argument(&registers, 0);
    switch (entry.call) {
    case SYS_pwrite64: entry.offset = argument(&registers, 3); /* fall through */
    case SYS_write:
    case SYS_sendto: entry.length = argument(&registers, 2); break;
    case SYS_ftruncate: entry.offset = argument(&registers, 1); break;
    case SYS_openat: entry.offset = argument(&registers, 2); break;
    }
    if (entry.call == SYS_writev) {
        struct iovec pieces[16];
        long count = argument(&registers, 2) < 16 ? argument(&registers, 2) : 16;
        count = copy(thread, argument(&registers, 1), pieces, count * (long)sizeof *pieces) / (long)sizeof *pieces;
        for (long i = 0; i < count; i++) {
            long room = (long)sizeof data - entry.length;
            long length = (long)pieces[i].iov_len < room ? (long)pieces[i].iov_len : room;
            entry.length += copy(thread, (long)pieces[i].iov_base, data + entry.length, length);
        }
    } else if (entry.length > (long)sizeof data) {
        entry.length = sizeof data;
    }
    if (entry.length && entry.call != SYS_writev) entry.length = copy(thread, argument(&registers, 1), data, entry.length);
#ifdef SYS_unlink
    int is_named = entry.call == SYS_unlink || entry.call == SYS_openat;
#else
    int is_named = entry.call == SYS_openat;
#endif
    if (is_named) {
        long count = copy(thread, entry.call == SYS_openat ? argument(&registers, 1) : first, path, sizeof path - 1);
        // Less can be read near the end of a page.
        for (long less = 2048; count == 0 && less > 0; less /= 2)
            count = copy(thread, entry.call == SYS_openat ? argument(&registers, 1) : first, path, less);
        path[count] = 0;
        entry.path_length = (long)strlen(path);
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/%d/fd/%ld", thread, first);
        entry.path_length = readlink(link, path, sizeof path);
        if (entry.path_length < 0) entry.path_length = 0;
    }
    struct iovec parts[] = {{&entry, sizeof entry}, {path, (size_t)entry.path_length}, {data, (size_t)entry.length}};
    if (writev(file, parts, 3) < 0) kill(thread, SIGKILL);
    return !is_over && (entry.call == SYS_fdatasync || entry.call == SYS_fsync);
}

int tracer_run(
    char *const arguments[], char *const environment[], int output, int errors, const struct tracer_plan *plan, long *seen) {
    *seen = 0;
    pid_t child = fork();
    if (child < 0) return -1;
    if (child == 0) begin(arguments, environment, output, errors, plan);
    int status;
    if (waitpid(child, &status, __WALL) != child || !WIFSTOPPED(status)) return -1;
    ptrace(
        PTRACE_SETOPTIONS, child, 0,
        PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACESECCOMP);
    ptrace(PTRACE_CONT, child, 0, 0);
    int end = -1;
    while (1) {
        pid_t thread = waitpid(-1, &status, __WALL | __WNOTHREAD);
        if (thread < 0 && errno == EINTR) continue;
        if (thread < 0) return end;
        if (!WIFSTOPPED(status)) {
            if (thread == child) end = status;
            continue;
        }
        int event = status >> 16, signal = 0, request = PTRACE_CONT;
        if (event == PTRACE_EVENT_SECCOMP) {
            long number = ++*seen;
            if (plan->log >= 0 && write_down(thread, plan->log, 0)) request = PTRACE_SYSCALL;
            if (plan->number > 0 && (number == plan->number || (plan->for_good && number > plan->number))) {
                if (plan->error) {
                    fail(thread, plan->error);
                } else {
                    kill(-child, SIGKILL);
                    continue;
                }
            }
        } else if (WSTOPSIG(status) == (SIGTRAP | 0x80)) {
            write_down(thread, plan->log, 1);
        } else if (event == 0 && WSTOPSIG(status) != SIGSTOP && WSTOPSIG(status) != SIGTRAP) {
            signal = WSTOPSIG(status);
        }
        ptrace(request, thread, 0, signal);
    }
}

int tracer_memory_file(void) { return memfd_create("output", MFD_CLOEXEC); }

long tracer_call(const char *name) {
    static const struct {
        const char *name;
        long number;
    } known[] = {
        {"write", SYS_write},       {"pwrite64", SYS_pwrite64}, {"fdatasync", SYS_fdatasync}, {"fsync", SYS_fsync},
        {"connect", SYS_connect},   {"sendto", SYS_sendto},     {"sendmsg", SYS_sendmsg},     {"writev", SYS_writev},
        {"recvfrom", SYS_recvfrom}, {"recvmsg", SYS_recvmsg},   {"read", SYS_read},           {"close", SYS_close},
        {"ftruncate", SYS_ftruncate}, {"openat", SYS_openat},   {"flock", SYS_flock},         {"fcntl", SYS_fcntl},
        {"pread64", SYS_pread64},   {"epoll_ctl", SYS_epoll_ctl}, {"socket", SYS_socket},
#ifdef SYS_unlink
        {"unlink", SYS_unlink},
#endif
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0) return known[i].number;
    return -1;
}
