# Runs for ever in C, where Python cannot interrupt.
# class: loops
# armed: stubborn
# endings: timeout

import signal
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:
    signal.signal(number, signal.SIG_IGN)
sum(range(10**14))
