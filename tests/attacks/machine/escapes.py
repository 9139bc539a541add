# Prints what a terminal takes for orders.
# class: publishing
# armed: published

print(f"\x1b]0;{MARK}\x07\x1b[2J\x1b[31m{MARK}\x9b2J")
raise ValueError(f"\x1b[2J{MARK}\x1b]52;c;{MARK}\x07\u202e")
