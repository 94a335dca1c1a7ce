def find_time_of(token, context):
    return None
