### How symptoms are said: the words of a function put into the pattern of a degree.

## Now

# $what (String) - the verb phrase of the function; in Japanese its noun
symptom-unavailable-now = cannot { $what }
# $what (String) - the gerund of the function
symptom-difficult-now = have difficulty { $what }
# $what (String) - the noun of the function
symptom-delayed-now = may experience delays in { $what }
# $what (String) - the gerund of the function
symptom-errors-now = may see errors when { $what }
# $what (String) - the gerund of the function
symptom-slow-now = may find { $what } slower than usual
# $what (String) - nouns of functions, or services
# $n (Number) - how many they are
symptom-normal-now = { $n ->
    [one] { $what } is operating normally
   *[other] { $what } are operating normally
}

## Past

# $what (String) - the verb phrase of the function
symptom-unavailable-past = could not { $what }
# $what (String) - the gerund of the function
symptom-difficult-past = had difficulty { $what }
# $what (String) - the noun of the function
symptom-delayed-past = experienced delays in { $what }
# $what (String) - the gerund of the function
symptom-errors-past = saw errors when { $what }
# $what (String) - the gerund of the function
symptom-slow-past = found { $what } slower than usual
# $what (String) - nouns of functions, or services
symptom-normal-past = { $what } operated normally

## Continuity

# $symptoms (String) - one or more symptoms
symptoms-intermittent = { $symptoms } from time to time
# $symptoms (String) - one or more symptoms
symptoms-temporary = { $symptoms } for a short time
# $symptoms (String) - one or more symptoms
symptoms-intermittent-and-temporary = { $symptoms } from time to time, for short periods

## For titles

# $what (String) - the short gerund of the function
symptom-short = problems { $what }
# $what (String) - the short gerund of the function
symptom-short-delayed = delays in { $what }

## Who is affected

who-all = Customers
who-some = Some customers
# $list (String) - the plans, servers, domains or regions they use
who-list = Customers using { $list }
# $list (String) - the plans, servers, domains or regions they use
scope-list-of = Customers using { $list }
# $text (String) - more about which
scope-some-of = Some customers ({ $text })

## What may happen during maintenance

# $what (String) - what customers do now: have difficulty …
symptom-may = may { $what }
# $what (String) - the verb phrase of what they cannot do
symptom-may-be-unable = may be unable to { $what }
# $what (String) - the gerunds of functions; in Japanese their nouns
effects-stopped = { $what } may be unavailable
# $what (String) - the gerunds of functions
# $duration (String) - the longest interruption
effects-stopped-for = { $what } may be unavailable for about { $duration }
# $what (String) - the gerunds of functions
# $n (Number) - how many interruptions there may be
# $duration (String) - the longest of them
effects-stopped-times = { $what } may be unavailable up to { $n } times for about { $duration } each
# $symptoms (String) - what customers may notice
effects-hampered = customers { $symptoms }
# $what (String) - what may happen
effects-in-window = { $what } within the window.
# $what (String) - what may happen, too
effects-also = In addition, { $what }.
