"""What a service owes its operator and everybody who asks it, whatever the answer is.

    settings    come from outside (`api.settings`)
    headers     what every answer carries, to keep browsers and other sites in bounds
    journal     a number for each request, one line in the log for each answer
    metrics     counts and times of all worker processes together
    limits      who may ask, how often, and how many exports run at once
    proxies     what a reverse proxy in front may say about a request

Nothing here reads the corpus. `api.app` puts it around the application, `api.server` around the processes.
"""
