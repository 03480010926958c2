"""Who stands where and why: the ranking, how a rank moved, and the recap workbook."""
