"""What a public desk needs besides answers: limits, an off switch, a door for staff, their work, and checking uploads.

Knows no web framework: every face that serves people uses the same `Service`.
"""
