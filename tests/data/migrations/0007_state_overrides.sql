-- A service of which an operator said that it is worse than the record says.
INSERT INTO state_overrides (service, state, computed, document, revision)
VALUES ('mail', 'major', 'partial',
    '{"service":"mail","state":"major","computed":"partial","text":{"source":"ja","ja":{"text":"すべてのお客様に影響しております。","state":"approved","revision":1},"en":{"text":"All customers are affected.","state":"approved","revision":1,"based_on":1}},"reason":"測定で確認","since":1476145300000000,"until":1476152500000000,"by":"hanako"}',
    3);
