def compared(page, current, query, day):
    return None
