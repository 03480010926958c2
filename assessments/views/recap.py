"""stub"""
def recap_xlsx(request):
    raise NotImplementedError
