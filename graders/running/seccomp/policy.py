"""Which system calls a notebook never needs.

A deny-list: everything else is allowed, because TensorFlow, OpenBLAS, libzmq and matplotlib use
far more calls than can be listed. What is denied either enlarges the kernel surface (bpf,
io_uring, mounts), reaches other processes (ptrace), or holds memory that no accounting sees:
memfd and System V shared memory count towards no process.
"""

from __future__ import annotations

from typing import Final

NOT_PERMITTED: Final = (
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "pidfd_getfd",
    "bpf", "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key", "mount",
    "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsconfig",
    "fsmount", "fspick", "mount_setattr", "setns", "unshare", "swapon", "swapoff", "reboot",
    "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module",
    "open_by_handle_at", "name_to_handle_at", "quotactl", "quotactl_fd", "acct", "syslog",
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "iopl", "ioperm",
    "personality", "lookup_dcookie", "nfsservctl", "vhangup", "fanotify_init", "mbind",
    "migrate_pages", "move_pages", "set_mempolicy", "set_mempolicy_home_node", "memfd_create",
    "memfd_secret", "shmget", "shmat", "shmdt", "shmctl", "semget", "semop", "semtimedop", "semctl",
    "msgget", "msgsnd", "msgrcv", "msgctl", "mq_open",
)  # fmt: skip
"""Refused with EPERM. Of System V objects every call: their numbers can be guessed, and where
there is no IPC namespace, what others keep in them could be taken without asking for it first."""

NOT_THERE: Final = ("io_uring_setup", "io_uring_enter", "io_uring_register", "clone3")
"""Refused with ENOSYS, so that a C library falls back: ``clone3`` to ``clone``, whose flags
a filter can read."""

CLONE_NAMESPACES: Final = (
    0x0000_0080,  # CLONE_NEWTIME
    0x0002_0000,  # CLONE_NEWNS
    0x0200_0000,  # CLONE_NEWCGROUP
    0x0400_0000,  # CLONE_NEWUTS
    0x0800_0000,  # CLONE_NEWIPC
    0x1000_0000,  # CLONE_NEWUSER
    0x2000_0000,  # CLONE_NEWPID
    0x4000_0000,  # CLONE_NEWNET
)
NOT_IN_CLONE: Final = tuple(flag for flag in CLONE_NAMESPACES if flag != 0x80)
"""The low byte of ``clone``'s flags is the exit signal, so NEWTIME cannot be asked for there."""

TERMINAL_INJECTION: Final = (0x5412, 0x541C)
"""``ioctl`` requests TIOCSTI and TIOCLINUX, which type into somebody's terminal."""

SIGCHLD: Final = 17
"""May be asked about, not changed: a process that ignores the end of its children has them vanish
with their CPU time, which then counts towards nobody."""

SOCKET_FAMILIES: Final = (1, 2, 10, 16)
"""Unix, IPv4, IPv6, netlink: each confined by the network namespace. Others are not: vsock
(40) reaches the hypervisor from any namespace."""

BARE_NOT_PERMITTED: Final = (
    "socket", "kill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open",
    "pidfd_send_signal", "setpriority", "ioprio_set", "sched_setaffinity",
)  # fmt: skip
"""Without namespaces there is no loopback of one's own, and other processes have numbers.
``socketpair`` stays: asyncio needs it. ``tgkill`` stays (``abort`` needs it), but a small filter
made when the child knows its own number lets it reach that process only."""

BARE_PRETENDED: Final = (
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat",
    "setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr",
    "utime", "utimes", "utimensat", "futimesat",
)  # fmt: skip
"""Landlock does not govern who may change a file's mode, owner or times. These do nothing and
answer success, because ``shutil.copy`` insists on setting a mode."""
