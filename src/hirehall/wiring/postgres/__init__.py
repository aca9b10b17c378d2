"""The embedded PostgreSQL: found, made, started, watched and stopped by us; a Unix socket is its only door.

``places`` says where everything lies, ``binaries`` finds the programs, ``cluster`` makes and runs the server.
"""
