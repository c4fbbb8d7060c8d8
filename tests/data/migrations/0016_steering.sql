-- Mail to one group, stopped by an operator; and somebody who was sent two mails.
INSERT INTO mail_pauses (scope, reason, who, since) VALUES ('group/google', 'operator', 'hanako', 1475946000000000);
INSERT INTO mail_counts (subscriber_id, slot, mails) VALUES ('00000000-0000-0000-0000-000000000030', 2459910, 2);
