def read_polarity(token):
    return "Affirmed"


def read_modality(token):
    return "Asserted"
