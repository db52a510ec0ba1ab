"""What surrounds every answer, for the operator and for clients: limits, logs, metrics, headers, worker processes.

Around each worker process:

    worker       reads requests, gives them to threads, and leaves no thread waiting for a slow client
    at_once      plain requests, answered in the worker's main loop

Around the application, from the outside in:

    journal      an id for each request, one line in the log for each answer
    metrics      counts and times of all worker processes together
    proxies      what a reverse proxy in front may say about a request
    hosts        the host names under which requests are answered
    broken_off   makes an answer that can't be finished look unfinished
    limits       how often clients may ask, and how many exports run at once
    headers      headers of every answer that restrict browsers and other sites
    compression  compresses answers where that is worth it

Nothing here reads the corpus. `api.app` puts these around the application, `api.server` around the processes.
"""
