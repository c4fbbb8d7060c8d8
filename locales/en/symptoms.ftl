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
