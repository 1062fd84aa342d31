"""What a walk may do next: each step with its own arguments, all equally likely, some more so.

Rules of their own would be switched off for whole walks by Hypothesis, and what needs several
kinds of step in turn would hardly ever come about.
"""

from hypothesis import strategies as st


def step(often=1, **arguments):
    """Mark a method as a step that is drawn `often` times as often as others."""

    def mark(method):
        method.step = often, arguments
        return method

    return mark


def steps_of(walk):
    """Return the strategy for (name of a step, its arguments)."""
    drawn = []
    for name in sorted(dir(walk), key=lambda name: (name != "write", name)):
        often, arguments = getattr(getattr(walk, name), "step", (0, {}))
        each = st.tuples(st.just(name), st.fixed_dictionaries(arguments))
        drawn += [each] * often
    return st.sampled_from(drawn).flatmap(lambda each: each)
