-- Somebody who wants to be told of everything.
INSERT INTO interests (id, document)
VALUES ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '{"services":"all","kinds":["incident","maintenance","reminder","report"],"least":"none","course":"everything"}');
INSERT INTO subscribers (id, state, interest_id, mail_group, language, zone, created_at, confirmed_at)
VALUES ('00000000-0000-0000-0000-000000000030', 'active', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'other',
    'ja', 'Asia/Tokyo', 1475946000000000, 1475946060000000);
