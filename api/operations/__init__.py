"""What a service owes its operator and everybody who asks it, whatever the answer is.

Around each worker process:

    worker       reads requests, gives them to threads, and leaves no thread waiting for a slow client
    at_once      plain requests, answered in the worker's main loop

Around the application, from the outside in:

    journal      a number for each request, one line in the log for each answer
    metrics      counts and times of all worker processes together
    proxies      what a reverse proxy in front may say about a request
    hosts        the names under which requests are answered
    broken_off   an answer that can't be finished looks unfinished
    limits       who may ask, how often, and how many exports run at once
    headers      what every answer carries, to keep browsers and other sites in bounds
    compression  packs what is worth it

Nothing here reads the corpus. `api.app` puts it around the application, `api.server` around the processes.
"""
