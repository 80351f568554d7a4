"""The running program: configuration, the command line, the console and its renderers."""
