"""The pages of money: what a freelancer has and gets, what a client has spent."""
