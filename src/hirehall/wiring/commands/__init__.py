"""The verbs of the ``hirehall`` command, one file each; ``command`` in it is the click command."""
