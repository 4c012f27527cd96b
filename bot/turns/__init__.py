"""What a message leads to inside its transaction, one module for each place its writer may be at:
the desk, where no report is in front of them; a report that they fill; a file that they had
examined; the units whose work they oversee. `bot.interviewer` decides which.
"""
