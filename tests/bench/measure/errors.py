"""BenchError: why a benchmark can't go on, in a sentence for whoever started it."""


class BenchError(Exception):
    pass
