"""Question sets and figure lists with gold answers, scored: how often is the product right, and how is it wrong?"""
