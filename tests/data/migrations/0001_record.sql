-- A portal with an open incident, its first notice and a planned maintenance. The documents stay as they were written
-- then: what is stored once is understood for ever.
UPDATE revision SET revision = 3 WHERE id = 1;
INSERT INTO portal (id, provider, catalogue, version, saved_at) VALUES (1,
    '{"key":"minato","name":{"ja":"株式会社みなとネット","en":"Minato Net, Inc."},"unit":{"ja":"Status","en":"Status"},"address":{"ja":"Tokyo","en":"Tokyo"},"contact":{"ja":"help@example.jp","en":"help@example.jp"},"urls":{"primary":"https://status.example.jp"},"zone":"Asia/Tokyo","doc_no_pattern":"{yyyy}-{seq:04}","house_style":{"approx":"頃","paren":"half","range":"～","clockA":"ampm","year":"western","self":"弊社","customer":"お客様","period_label":"circled"}}',
    '{"services":[{"key":"mail","kind":"product","order":1,"name":{"ja":"みなとmail","en":"Minato mail"},"core":["pop","send"]},{"key":"direct","kind":"product","order":2,"name":{"ja":"みなとdirect","en":"Minato direct"},"core":["pop","send"]},{"key":"web","kind":"product","order":3,"name":{"ja":"みなとweb","en":"Minato web"},"core":["serve"]},{"key":"member","kind":"shared","order":4,"name":{"ja":"みなとmember","en":"Minato member"},"core":["login"]}],"functions":[{"key":"pop","services":["mail","direct"],"ja":{"noun":"popの利用","short":"pop"},"en":{"noun":"use of pop","verb":"use pop","gerund":"using pop","short_gerund":"using pop"}},{"key":"send","services":["mail","direct"],"ja":{"noun":"sendの利用","short":"send"},"en":{"noun":"use of send","verb":"use send","gerund":"using send","short_gerund":"using send"}},{"key":"serve","services":["web"],"ja":{"noun":"serveの利用","short":"serve"},"en":{"noun":"use of serve","verb":"use serve","gerund":"using serve","short_gerund":"using serve"}},{"key":"login","services":["member"],"ja":{"noun":"loginの利用","short":"login"},"en":{"noun":"use of login","verb":"use login","gerund":"using login","short_gerund":"using login"}}],"groups":[]}',
    1, 1476145200000000);
INSERT INTO incidents
    (id, reference, state, severity, exercise, started_at, opened_at, last_posted_at, document, version, revision)
VALUES ('00000000-0000-0000-0000-000000000001', 'INC-20161011-01', 'investigating', 'major', FALSE,
    1476143700000000, 1476145200000000, 1476145200000000,
    '{"id":"00000000-0000-0000-0000-000000000001","reference":"INC-20161011-01","title_service":"mail","symptom_short":{"source":"ja","ja":{"text":"メール受信の障害","state":"approved","revision":1},"en":{"text":"problems receiving mail","state":"approved","revision":1,"based_on":1}},"affected":["mail"],"severity":"major","state":"investigating","report_published":false,"exercise":false,"detected":{"at":1476144180000000,"grain":"minute"},"moments":{},"periods":[{"key":"p1","kind":"main","span":{"start":{"own":{"at":1476143700000000,"grain":"minute"}},"end":"ongoing"},"scope":{"kind":"all"},"continuity":"continuous","symptoms":[{"function":"pop","degree":"unavailable"}],"data":"unstated"}],"unaffected":[],"counts":[],"data_statement":"unstated","data_bounced":false,"backlogs":[],"cause":{"state":"unknown"},"figures":[],"phases":[],"measures":[],"metrics":[],"judgements":[],"eta":"unknown","version":1}',
    1, 2);
INSERT INTO incident_versions (incident_id, version, document, saved_at, saved_by)
SELECT id, version, document, opened_at, 'hanako' FROM incidents;
INSERT INTO updates (id, incident_id, sequence, key, number, kind, state, posted_at, document, submission)
VALUES ('00000000-0000-0000-0000-000000553031', '00000000-0000-0000-0000-000000000001', 1, 'U01', 1, 'first_notice',
    'investigating', 1476145200000000,
    '{"id":"00000000-0000-0000-0000-000000553031","key":"U01","sequence":1,"number":1,"kind":"first_notice","template":"I1","values":{},"subject":{"source":"ja","ja":{"text":"【障害発生】みなとメール","state":"approved","revision":1},"en":{"text":"[Investigating] Minato Mail","state":"approved","revision":1,"based_on":1}},"body":{"source":"ja","ja":{"text":"調査しております。","state":"approved","revision":1},"en":{"text":"We are investigating.","state":"approved","revision":1,"based_on":1}},"posted":1476145200000000,"state":"investigating","cause_state":"unknown","facts":{},"author":"hanako","notify":true}',
    '00000000-0000-0000-0000-000000000009');
INSERT INTO maintenances (id, reference, state, exercise, starts_at, ends_at, document, version, revision)
VALUES ('00000000-0000-0000-0000-000000000003', 'MNT-20161009-01', 'scheduled', FALSE, 1475946000000000,
    1476561600000000,
    '{"id":"00000000-0000-0000-0000-000000000003","reference":"MNT-20161009-01","kind":"planned","services":["mail"],"title":{"source":"ja","ja":{"text":"ストレージ更改","state":"approved","revision":1},"en":{"text":"Storage replacement","state":"approved","revision":1,"based_on":1}},"max_interruption":600,"interruptions":1,"windows":[{"key":"w2","state":"scheduled","start":{"at":1476550800000000,"grain":"minute"},"end":{"at":1476561600000000,"grain":"minute"},"spare":false},{"key":"w1","state":"scheduled","start":{"at":1475946000000000,"grain":"minute"},"end":{"at":1475956800000000,"grain":"minute"},"spare":false}],"updates":[],"exercise":false,"version":1}',
    1, 3);
INSERT INTO maintenance_versions (maintenance_id, version, document, saved_at, saved_by)
SELECT id, version, document, starts_at, 'hanako' FROM maintenances;
INSERT INTO dispatches (id, update_id, created_at)
VALUES ('00000000-0000-0000-0000-000000000005', '00000000-0000-0000-0000-000000553031', 1476145200000000);
