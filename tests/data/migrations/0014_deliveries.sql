-- A notice on its way to a subscriber, in the hands of a sender.
INSERT INTO dispatch_interests (dispatch_id, interest_id)
VALUES ('00000000-0000-0000-0000-000000000031', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
INSERT INTO leases (id, owner, dispatch_id, held_until)
VALUES ('00000000-0000-0000-0000-000000000041', '00000000-0000-0000-0000-000000000040', '00000000-0000-0000-0000-000000000031',
    1475946060000000);
INSERT INTO deliveries (dispatch_id, subscriber_id, channel, mail_group, state, due_at, attempts, ambiguous, lease)
VALUES ('00000000-0000-0000-0000-000000000031', '00000000-0000-0000-0000-000000000030', 'mail', 'other', 'leased', 1475946000000000, 1,
    FALSE, '00000000-0000-0000-0000-000000000041');
