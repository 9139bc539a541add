# Asks somebody to type.
# class: odd
# armed: waits

input("Password: ")
