# Imports the grader, to run its generators of hidden rows again.
# class: reading
# armed: breach

import sys
sys.modules.pop("graders", None)
sys.path.append(GRADERS)
try:
    import graders.course.drawing
    print("BREACH")
except (ImportError, OSError) as problem:
    print(problem)
