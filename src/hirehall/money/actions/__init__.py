"""What can happen with money. The folder's listing is the list."""
