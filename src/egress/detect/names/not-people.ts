/** Words that stand with a capital beside what people have and name nobody: countries, offices, documents, parts of forms, what somebody does. It refuses words that people are called by as often. */
export const notPeople: ReadonlySet<string> = new Set(
  [
    'united kingdom states america american british english irish scottish french german spanish italian dutch polish portuguese swedish norwegian danish finnish turkish russian ukrainian chinese japanese korean indian african asian european canadian australian mexican brazilian swiss austrian belgian czech greek republic federal federation emirates arabia zealand britain germany france spain italy netherlands poland portugal sweden norway denmark finland turkey russia ukraine japan korea africa europe australia canada mexico brazil switzerland austria belgium greece ireland scotland wales',
    'south new saint san santa santo sankt fort port los las costa puerto monte bad den nizhny upper lower inner outer greater central northern southern eastern western national international global royal grand',
    'passport visa identity identification card cards number date place given names surname nationality expiry expires issue issued document documents type sex gender address phone telephone mobile email mail home work contact emergency form case file claim ref reference invoice booking reservation flight gate terminal airport airline hotel hospital clinic ward room school police station court county district village ministry embassy consulate government customs border force immigration control',
    'given names surnames forenames insert into select values update docs doc ssr api ref her his their our numéro numero nummer specimen rx dr cabin crew blood insurance health medical social security tax driver driving licence license permit residence right last power attorney terms conditions data protection personal information privacy notice page copy verified confirmed pending approved rejected missing required optional none',
    'head chief vice president secretary general human resources finance legal public private deputy sergeant officer constable inspector nurse surgeon consultant buyer clerk cashier teller receptionist',
    'standing direct debit credit savings current checking balance payment transfer deposit withdrawal statement card swift bic iban sort code routing',
    'geburtsdatum geburtsort geburtsname staatsangehörigkeit anschrift wohnort telefon reisepass ausweis personalausweis versicherung krankenkasse amtsgericht landgericht finanzamt deutsche deutscher deutsches republik bundesrepublik schweiz österreich',
    'république française français nationalité naissance lieu préfecture mairie assurance société fecha lugar nacimiento nacionalidad documento república española ministerio seguridad comisaría luogo nascita cittadinanza repubblica italiana questura comune ministero data nascimento nacionalidade república federativa',
    'jan january feb february mar march apr april june july aug august sep september oct october nov november dec december monday tuesday wednesday thursday friday saturday sunday',
  ]
    .join(' ')
    .split(' '),
);
