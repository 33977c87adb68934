BEGIN TRANSACTION;
CREATE TABLE actors (
	id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	CONSTRAINT pk_actors PRIMARY KEY (id), 
	CONSTRAINT uq_actors_code UNIQUE (code)
);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE cases (
	id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	parent_id TEXT, 
	attributes TEXT NOT NULL, 
	sampling_reason TEXT NOT NULL, 
	CONSTRAINT pk_cases PRIMARY KEY (id), 
	CONSTRAINT uq_cases_code UNIQUE (code), 
	CONSTRAINT fk_cases_parent_id FOREIGN KEY(parent_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "cases" VALUES('9f62a2ee-e521-470f-b7bb-3321af24a3d8','C1','Case 1',NULL,'[]','');
INSERT INTO "cases" VALUES('39776a6b-d26e-4cef-b791-1f786bbcec5e','C2','Case 2',NULL,'[]','');
INSERT INTO "cases" VALUES('12fc71e2-b61a-4875-bd09-d460d6708d8f','C3','Case 3',NULL,'[]','');
INSERT INTO "cases" VALUES('665bea70-8115-4486-97bc-fc0c7faad3dd','C4','Case 4',NULL,'[]','');
CREATE TABLE conditions (
	id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	label TEXT NOT NULL, 
	label_zh TEXT NOT NULL, 
	role TEXT NOT NULL, 
	variables TEXT NOT NULL, 
	waves TEXT NOT NULL, 
	combine TEXT NOT NULL, 
	reverse_from DOUBLE, 
	method TEXT NOT NULL, 
	anchors TEXT NOT NULL, 
	log_odds TEXT NOT NULL, 
	half TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_conditions PRIMARY KEY (id), 
	CONSTRAINT uq_conditions_code UNIQUE (code)
);
INSERT INTO "conditions" VALUES('4121a481-5834-465f-a855-8a438e9322a0','A','','','condition','["q1"]','[]','single',NULL,'direct','[1.0,3.1,5.0]','fsQCA','keep','the word "log_odds": stays');
INSERT INTO "conditions" VALUES('ecd0d881-440d-4265-999f-dd4393d0e922','Y','','','outcome','["q2"]','[]','single',NULL,'direct','[1.0,3.1,5.0]','R','keep','');
CREATE TABLE events (
	number INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	actor TEXT, 
	operation TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	inverse TEXT NOT NULL, 
	undoes INTEGER, 
	CONSTRAINT pk_events PRIMARY KEY (number), 
	CONSTRAINT fk_events_undoes FOREIGN KEY(undoes) REFERENCES events (number)
);
INSERT INTO "events" VALUES(1,'2026-11-26T03:27:44.359860+00:00',NULL,'create','[{"id":"eb7c9185-e9de-4f49-88b5-3e7ef313ba19","kind":"project","record":{"code":"P","description":"","id":"eb7c9185-e9de-4f49-88b5-3e7ef313ba19","language":"en","outcome":"Y","title":"Old study","unit_of_analysis":""}}]','[{"id":"eb7c9185-e9de-4f49-88b5-3e7ef313ba19","kind":"project","record":null}]',NULL);
INSERT INTO "events" VALUES(2,'2026-11-26T03:27:44.372885+00:00',NULL,'fill','[{"id":"9f62a2ee-e521-470f-b7bb-3321af24a3d8","kind":"case","record":{"attributes":[],"code":"C1","id":"9f62a2ee-e521-470f-b7bb-3321af24a3d8","name":"Case 1","parent_id":null,"sampling_reason":""}},{"id":"39776a6b-d26e-4cef-b791-1f786bbcec5e","kind":"case","record":{"attributes":[],"code":"C2","id":"39776a6b-d26e-4cef-b791-1f786bbcec5e","name":"Case 2","parent_id":null,"sampling_reason":""}},{"id":"12fc71e2-b61a-4875-bd09-d460d6708d8f","kind":"case","record":{"attributes":[],"code":"C3","id":"12fc71e2-b61a-4875-bd09-d460d6708d8f","name":"Case 3","parent_id":null,"sampling_reason":""}},{"id":"665bea70-8115-4486-97bc-fc0c7faad3dd","kind":"case","record":{"attributes":[],"code":"C4","id":"665bea70-8115-4486-97bc-fc0c7faad3dd","name":"Case 4","parent_id":null,"sampling_reason":""}},{"id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","kind":"source","record":{"characters":null,"code":"T","file_name":"","id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","kind":"table","minutes":null,"period":"","provenance":"","sha256":"","title":"t"}},{"id":"80caea7f-1dda-409a-a2ae-8d3452ec2d3e","kind":"variable","record":{"code":"q1","description":"","id":"80caea7f-1dda-409a-a2ae-8d3452ec2d3e","label":"","maximum":null,"minimum":null}},{"id":"f8c9a532-51d5-4ef0-8a45-0d2b87a87a25","kind":"variable","record":{"code":"q2","description":"","id":"f8c9a532-51d5-4ef0-8a45-0d2b87a87a25","label":"","maximum":null,"minimum":null}},{"id":"cec62863-c66f-4cf4-bf88-b6aa693cc678","kind":"score","record":{"case_id":"9f62a2ee-e521-470f-b7bb-3321af24a3d8","column":"q1","id":"cec62863-c66f-4cf4-bf88-b6aa693cc678","row":2,"source_id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","value":1.0,"variable_id":"80caea7f-1dda-409a-a2ae-8d3452ec2d3e","wave":""}},{"id":"40c737e2-5ccd-43d1-b71c-ccfba08aa575","kind":"score","record":{"case_id":"9f62a2ee-e521-470f-b7bb-3321af24a3d8","column":"q2","id":"40c737e2-5ccd-43d1-b71c-ccfba08aa575","row":2,"source_id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","value":1.0,"variable_id":"f8c9a532-51d5-4ef0-8a45-0d2b87a87a25","wave":""}},{"id":"1d633175-8afa-42cb-8148-99a674f6fb01","kind":"score","record":{"case_id":"39776a6b-d26e-4cef-b791-1f786bbcec5e","column":"q1","id":"1d633175-8afa-42cb-8148-99a674f6fb01","row":3,"source_id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","value":3.0,"variable_id":"80caea7f-1dda-409a-a2ae-8d3452ec2d3e","wave":""}},{"id":"08c4eeae-6651-4ec9-847a-1fc60485e995","kind":"score","record":{"case_id":"39776a6b-d26e-4cef-b791-1f786bbcec5e","column":"q2","id":"08c4eeae-6651-4ec9-847a-1fc60485e995","row":3,"source_id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","value":4.0,"variable_id":"f8c9a532-51d5-4ef0-8a45-0d2b87a87a25","wave":""}},{"id":"5d398710-3651-42f0-88a1-1489d943e818","kind":"score","record":{"case_id":"12fc71e2-b61a-4875-bd09-d460d6708d8f","column":"q1","id":"5d398710-3651-42f0-88a1-1489d943e818","row":4,"source_id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","value":5.0,"variable_id":"80caea7f-1dda-409a-a2ae-8d3452ec2d3e","wave":""}},{"id":"9892885d-6e2a-4d85-aef2-edb989fae4ad","kind":"score","record":{"case_id":"12fc71e2-b61a-4875-bd09-d460d6708d8f","column":"q2","id":"9892885d-6e2a-4d85-aef2-edb989fae4ad","row":4,"source_id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","value":2.0,"variable_id":"f8c9a532-51d5-4ef0-8a45-0d2b87a87a25","wave":""}},{"id":"9cb3a775-159a-43e8-9cb9-787b9b60dc62","kind":"score","record":{"case_id":"665bea70-8115-4486-97bc-fc0c7faad3dd","column":"q1","id":"9cb3a775-159a-43e8-9cb9-787b9b60dc62","row":5,"source_id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","value":2.0,"variable_id":"80caea7f-1dda-409a-a2ae-8d3452ec2d3e","wave":""}},{"id":"cda5e0cc-19a9-45b0-bf57-dc86d2509a69","kind":"score","record":{"case_id":"665bea70-8115-4486-97bc-fc0c7faad3dd","column":"q2","id":"cda5e0cc-19a9-45b0-bf57-dc86d2509a69","row":5,"source_id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","value":5.0,"variable_id":"f8c9a532-51d5-4ef0-8a45-0d2b87a87a25","wave":""}},{"id":"4121a481-5834-465f-a855-8a438e9322a0","kind":"condition","record":{"anchors":[1.0,3.1,5.0],"code":"A","combine":"single","half":"keep","id":"4121a481-5834-465f-a855-8a438e9322a0","label":"","label_zh":"","log_odds":"fsQCA","method":"direct","reason":"the word \"log_odds\": stays","reverse_from":null,"role":"condition","variables":["q1"],"waves":[]}},{"id":"ecd0d881-440d-4265-999f-dd4393d0e922","kind":"condition","record":{"anchors":[1.0,3.1,5.0],"code":"Y","combine":"single","half":"keep","id":"ecd0d881-440d-4265-999f-dd4393d0e922","label":"","label_zh":"","log_odds":"R","method":"direct","reason":"","reverse_from":null,"role":"outcome","variables":["q2"],"waves":[]}},{"id":"eade0178-73b1-4c3e-a024-468c645d52f8","kind":"step","record":{"id":"eade0178-73b1-4c3e-a024-468c645d52f8","kind":"calibrate","position":1,"settings_json":"{}"}}]','[{"id":"9f62a2ee-e521-470f-b7bb-3321af24a3d8","kind":"case","record":null},{"id":"39776a6b-d26e-4cef-b791-1f786bbcec5e","kind":"case","record":null},{"id":"12fc71e2-b61a-4875-bd09-d460d6708d8f","kind":"case","record":null},{"id":"665bea70-8115-4486-97bc-fc0c7faad3dd","kind":"case","record":null},{"id":"0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648","kind":"source","record":null},{"id":"80caea7f-1dda-409a-a2ae-8d3452ec2d3e","kind":"variable","record":null},{"id":"f8c9a532-51d5-4ef0-8a45-0d2b87a87a25","kind":"variable","record":null},{"id":"cec62863-c66f-4cf4-bf88-b6aa693cc678","kind":"score","record":null},{"id":"40c737e2-5ccd-43d1-b71c-ccfba08aa575","kind":"score","record":null},{"id":"1d633175-8afa-42cb-8148-99a674f6fb01","kind":"score","record":null},{"id":"08c4eeae-6651-4ec9-847a-1fc60485e995","kind":"score","record":null},{"id":"5d398710-3651-42f0-88a1-1489d943e818","kind":"score","record":null},{"id":"9892885d-6e2a-4d85-aef2-edb989fae4ad","kind":"score","record":null},{"id":"9cb3a775-159a-43e8-9cb9-787b9b60dc62","kind":"score","record":null},{"id":"cda5e0cc-19a9-45b0-bf57-dc86d2509a69","kind":"score","record":null},{"id":"4121a481-5834-465f-a855-8a438e9322a0","kind":"condition","record":null},{"id":"ecd0d881-440d-4265-999f-dd4393d0e922","kind":"condition","record":null},{"id":"eade0178-73b1-4c3e-a024-468c645d52f8","kind":"step","record":null}]',NULL);
INSERT INTO "events" VALUES(3,'2026-11-26T03:27:44.378536+00:00',NULL,'run','[{"id":"808d22f2-9cdd-5424-b1ce-b20fe17465e3","kind":"finding","record":{"case_ids":["9f62a2ee-e521-470f-b7bb-3321af24a3d8","39776a6b-d26e-4cef-b791-1f786bbcec5e","12fc71e2-b61a-4875-bd09-d460d6708d8f","665bea70-8115-4486-97bc-fc0c7faad3dd"],"condition_codes":["A","Y"],"id":"808d22f2-9cdd-5424-b1ce-b20fe17465e3","input_sha256":"a3439e795f70b57845f2ee24c2e48b353bf92be720828a6f1e34cb6ff3bb8bb3","kind":"calibrate","outcome":"","result_json":"{\"calibrations\":[{\"anchors\":[1.0,3.1,5.0],\"condition\":\"A\",\"half\":\"keep\",\"half_cases\":[],\"log_odds\":\"fsQCA\",\"method\":\"direct\",\"notes\":[],\"partial_cases\":[],\"reason\":\"the word \\\"log_odds\\\": stays\",\"role\":\"condition\",\"share_in\":0.25},{\"anchors\":[1.0,3.1,5.0],\"condition\":\"Y\",\"half\":\"keep\",\"half_cases\":[],\"log_odds\":\"R\",\"method\":\"direct\",\"notes\":[],\"partial_cases\":[],\"reason\":\"\",\"role\":\"outcome\",\"share_in\":0.5}],\"cases\":[\"C1\",\"C2\",\"C3\",\"C4\"],\"conditions\":[\"A\",\"Y\"],\"left_out\":[],\"notes\":[],\"origins\":[[[{\"column\":\"q1\",\"row\":2,\"source\":\"T\",\"value\":1.0,\"variable\":\"q1\",\"wave\":\"\"}],[{\"column\":\"q2\",\"row\":2,\"source\":\"T\",\"value\":1.0,\"variable\":\"q2\",\"wave\":\"\"}]],[[{\"column\":\"q1\",\"row\":3,\"source\":\"T\",\"value\":3.0,\"variable\":\"q1\",\"wave\":\"\"}],[{\"column\":\"q2\",\"row\":3,\"source\":\"T\",\"value\":4.0,\"variable\":\"q2\",\"wave\":\"\"}]],[[{\"column\":\"q1\",\"row\":4,\"source\":\"T\",\"value\":5.0,\"variable\":\"q1\",\"wave\":\"\"}],[{\"column\":\"q2\",\"row\":4,\"source\":\"T\",\"value\":2.0,\"variable\":\"q2\",\"wave\":\"\"}]],[[{\"column\":\"q1\",\"row\":5,\"source\":\"T\",\"value\":2.0,\"variable\":\"q1\",\"wave\":\"\"}],[{\"column\":\"q2\",\"row\":5,\"source\":\"T\",\"value\":5.0,\"variable\":\"q2\",\"wave\":\"\"}]]],\"parameters\":{\"cases\":4,\"conditions\":2},\"raw\":[[1.0,1.0],[3.0,4.0],[5.0,2.0],[2.0,5.0]],\"references\":[\"ragin2008\"],\"values\":[[0.04742587317756678,0.05000000000000001],[0.46434632916602836,0.8013469642815826],[0.9525741268224334,0.17619751628198288],[0.17201283293576133,0.9500000000000001]]}","seed":null,"step_id":"eade0178-73b1-4c3e-a024-468c645d52f8","version":"0.1.0"}}]','[{"id":"808d22f2-9cdd-5424-b1ce-b20fe17465e3","kind":"finding","record":null}]',NULL);
INSERT INTO "events" VALUES(4,'2026-11-26T03:27:44.381632+00:00',NULL,'edit','[{"id":"ecd0d881-440d-4265-999f-dd4393d0e922","kind":"condition","record":{"anchors":[1.0,3.1,5.0],"code":"Y","combine":"single","half":"keep","id":"ecd0d881-440d-4265-999f-dd4393d0e922","label":"","label_zh":"","log_odds":"fsQCA","method":"direct","reason":"","reverse_from":null,"role":"outcome","variables":["q2"],"waves":[]}}]','[{"id":"ecd0d881-440d-4265-999f-dd4393d0e922","kind":"condition","record":{"anchors":[1.0,3.1,5.0],"code":"Y","combine":"single","half":"keep","id":"ecd0d881-440d-4265-999f-dd4393d0e922","label":"","label_zh":"","log_odds":"R","method":"direct","reason":"","reverse_from":null,"role":"outcome","variables":["q2"],"waves":[]}}]',NULL);
INSERT INTO "events" VALUES(5,'2026-11-26T03:27:44.383671+00:00',NULL,'undo','[{"id":"ecd0d881-440d-4265-999f-dd4393d0e922","kind":"condition","record":{"anchors":[1.0,3.1,5.0],"code":"Y","combine":"single","half":"keep","id":"ecd0d881-440d-4265-999f-dd4393d0e922","label":"","label_zh":"","log_odds":"R","method":"direct","reason":"","reverse_from":null,"role":"outcome","variables":["q2"],"waves":[]}}]','[{"id":"ecd0d881-440d-4265-999f-dd4393d0e922","kind":"condition","record":{"anchors":[1.0,3.1,5.0],"code":"Y","combine":"single","half":"keep","id":"ecd0d881-440d-4265-999f-dd4393d0e922","label":"","label_zh":"","log_odds":"fsQCA","method":"direct","reason":"","reverse_from":null,"role":"outcome","variables":["q2"],"waves":[]}}]',4);
CREATE TABLE findings (
	id TEXT NOT NULL, 
	step_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	result_json TEXT NOT NULL, 
	case_ids TEXT NOT NULL, 
	condition_codes TEXT NOT NULL, 
	input_sha256 TEXT NOT NULL, 
	version TEXT NOT NULL, 
	seed BIGINT, 
	CONSTRAINT pk_findings PRIMARY KEY (id), 
	CONSTRAINT fk_findings_step_id FOREIGN KEY(step_id) REFERENCES steps (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "findings" VALUES('808d22f2-9cdd-5424-b1ce-b20fe17465e3','eade0178-73b1-4c3e-a024-468c645d52f8','calibrate','','{"calibrations":[{"anchors":[1.0,3.1,5.0],"condition":"A","half":"keep","half_cases":[],"log_odds":"fsQCA","method":"direct","notes":[],"partial_cases":[],"reason":"the word \"log_odds\": stays","role":"condition","share_in":0.25},{"anchors":[1.0,3.1,5.0],"condition":"Y","half":"keep","half_cases":[],"log_odds":"R","method":"direct","notes":[],"partial_cases":[],"reason":"","role":"outcome","share_in":0.5}],"cases":["C1","C2","C3","C4"],"conditions":["A","Y"],"left_out":[],"notes":[],"origins":[[[{"column":"q1","row":2,"source":"T","value":1.0,"variable":"q1","wave":""}],[{"column":"q2","row":2,"source":"T","value":1.0,"variable":"q2","wave":""}]],[[{"column":"q1","row":3,"source":"T","value":3.0,"variable":"q1","wave":""}],[{"column":"q2","row":3,"source":"T","value":4.0,"variable":"q2","wave":""}]],[[{"column":"q1","row":4,"source":"T","value":5.0,"variable":"q1","wave":""}],[{"column":"q2","row":4,"source":"T","value":2.0,"variable":"q2","wave":""}]],[[{"column":"q1","row":5,"source":"T","value":2.0,"variable":"q1","wave":""}],[{"column":"q2","row":5,"source":"T","value":5.0,"variable":"q2","wave":""}]]],"parameters":{"cases":4,"conditions":2},"raw":[[1.0,1.0],[3.0,4.0],[5.0,2.0],[2.0,5.0]],"references":["ragin2008"],"values":[[0.04742587317756678,0.05000000000000001],[0.46434632916602836,0.8013469642815826],[0.9525741268224334,0.17619751628198288],[0.17201283293576133,0.9500000000000001]]}','["9f62a2ee-e521-470f-b7bb-3321af24a3d8","39776a6b-d26e-4cef-b791-1f786bbcec5e","12fc71e2-b61a-4875-bd09-d460d6708d8f","665bea70-8115-4486-97bc-fc0c7faad3dd"]','["A","Y"]','a3439e795f70b57845f2ee24c2e48b353bf92be720828a6f1e34cb6ff3bb8bb3','0.1.0',NULL);
CREATE TABLE projects (
	id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	title TEXT NOT NULL, 
	description TEXT NOT NULL, 
	language TEXT NOT NULL, 
	unit_of_analysis TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	CONSTRAINT pk_projects PRIMARY KEY (id)
);
INSERT INTO "projects" VALUES('eb7c9185-e9de-4f49-88b5-3e7ef313ba19','P','Old study','','en','','Y');
CREATE TABLE scores (
	id TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	variable_id TEXT NOT NULL, 
	wave TEXT NOT NULL, 
	value DOUBLE NOT NULL, 
	source_id TEXT NOT NULL, 
	"row" INTEGER NOT NULL, 
	"column" TEXT NOT NULL, 
	CONSTRAINT pk_scores PRIMARY KEY (id), 
	CONSTRAINT uq_scores_case_id_variable_id_wave UNIQUE (case_id, variable_id, wave), 
	CONSTRAINT fk_scores_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_scores_variable_id FOREIGN KEY(variable_id) REFERENCES variables (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_scores_source_id FOREIGN KEY(source_id) REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "scores" VALUES('cec62863-c66f-4cf4-bf88-b6aa693cc678','9f62a2ee-e521-470f-b7bb-3321af24a3d8','80caea7f-1dda-409a-a2ae-8d3452ec2d3e','',1.0,'0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648',2,'q1');
INSERT INTO "scores" VALUES('40c737e2-5ccd-43d1-b71c-ccfba08aa575','9f62a2ee-e521-470f-b7bb-3321af24a3d8','f8c9a532-51d5-4ef0-8a45-0d2b87a87a25','',1.0,'0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648',2,'q2');
INSERT INTO "scores" VALUES('1d633175-8afa-42cb-8148-99a674f6fb01','39776a6b-d26e-4cef-b791-1f786bbcec5e','80caea7f-1dda-409a-a2ae-8d3452ec2d3e','',3.0,'0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648',3,'q1');
INSERT INTO "scores" VALUES('08c4eeae-6651-4ec9-847a-1fc60485e995','39776a6b-d26e-4cef-b791-1f786bbcec5e','f8c9a532-51d5-4ef0-8a45-0d2b87a87a25','',4.0,'0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648',3,'q2');
INSERT INTO "scores" VALUES('5d398710-3651-42f0-88a1-1489d943e818','12fc71e2-b61a-4875-bd09-d460d6708d8f','80caea7f-1dda-409a-a2ae-8d3452ec2d3e','',5.0,'0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648',4,'q1');
INSERT INTO "scores" VALUES('9892885d-6e2a-4d85-aef2-edb989fae4ad','12fc71e2-b61a-4875-bd09-d460d6708d8f','f8c9a532-51d5-4ef0-8a45-0d2b87a87a25','',2.0,'0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648',4,'q2');
INSERT INTO "scores" VALUES('9cb3a775-159a-43e8-9cb9-787b9b60dc62','665bea70-8115-4486-97bc-fc0c7faad3dd','80caea7f-1dda-409a-a2ae-8d3452ec2d3e','',2.0,'0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648',5,'q1');
INSERT INTO "scores" VALUES('cda5e0cc-19a9-45b0-bf57-dc86d2509a69','665bea70-8115-4486-97bc-fc0c7faad3dd','f8c9a532-51d5-4ef0-8a45-0d2b87a87a25','',5.0,'0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648',5,'q2');
CREATE TABLE sources (
	id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	title TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	period TEXT NOT NULL, 
	minutes DOUBLE, 
	characters BIGINT, 
	sha256 TEXT NOT NULL, 
	file_name TEXT NOT NULL, 
	provenance TEXT NOT NULL, 
	CONSTRAINT pk_sources PRIMARY KEY (id), 
	CONSTRAINT uq_sources_code UNIQUE (code)
);
INSERT INTO "sources" VALUES('0b9e5db4-9d12-4ecc-936e-5ed3fb5b9648','T','t','table','',NULL,NULL,'','','');
CREATE TABLE steps (
	id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	settings_json TEXT NOT NULL, 
	CONSTRAINT pk_steps PRIMARY KEY (id), 
	CONSTRAINT uq_steps_position UNIQUE (position)
);
INSERT INTO "steps" VALUES('eade0178-73b1-4c3e-a024-468c645d52f8',1,'calibrate','{}');
CREATE TABLE variables (
	id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	label TEXT NOT NULL, 
	minimum DOUBLE, 
	maximum DOUBLE, 
	description TEXT NOT NULL, 
	CONSTRAINT pk_variables PRIMARY KEY (id), 
	CONSTRAINT uq_variables_code UNIQUE (code)
);
INSERT INTO "variables" VALUES('80caea7f-1dda-409a-a2ae-8d3452ec2d3e','q1','',NULL,NULL,'');
INSERT INTO "variables" VALUES('f8c9a532-51d5-4ef0-8a45-0d2b87a87a25','q2','',NULL,NULL,'');
COMMIT;
