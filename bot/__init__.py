"""Baogao: an interview in chat becomes a checked, finished 政府信息公开工作年度报告."""
