//! The mapping to MITRE.

use super::codes;
use crate::diagnostic::Example::Model;

codes! {
    REFERENCE_SHAPE = "V32", Error, "address of another form",
        "References lead to attack.mitre.org or atlas.mitre.org.",
        Model(&[("\"https://attack.mitre.org/tactics/TA0007/\"", "\"https://example.com/TA0007/\"")]);
    REFERENCE_ID = "V32b", Warning, "address of another entry",
        "The address ends with the identifier beside it.",
        Model(&[("techniques/T1087/\"", "techniques/T1078/\"")]);
    REFERENCE_SLASH = "V32c", Info, "no slash at the end",
        "The loader adds the slash; published rules write it.",
        Model(&[("tactics/TA0007/", "tactics/TA0007")]);
    NAME_OF_ID = "V33", Warning, "name of another entry",
        "The identifier stands for another name in MITRE's catalogue, as published rules have it.",
        Model(&[("\"Account Discovery\"", "\"Accounts Discovered\"")]);
    NOT_IN_TABLE = "V33b", Info, "not in the bundled table",
        "No published rule uses this identifier, or not under this tactic; check it on MITRE's page.",
        Model(&[("id = \"T1087\"", "id = \"T1999\""), ("\"Account Discovery\"", "\"Example\""), ("techniques/T1087/\"", "techniques/T1999/\""), ("\"T1087.004\"", "\"T1999.004\""), ("T1087/004/", "T1999/004/")]);
    TACTIC_TWICE = "V34", Warning, "tactic written twice",
        "Each tactic has one block; put its techniques together.",
        Model(&[("[rule.threat.tactic]", "[rule.threat.tactic]\nid = \"TA0007\"\nname = \"Discovery\"\nreference = \"https://attack.mitre.org/tactics/TA0007/\"\n[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n[rule.threat.tactic]")]);
    MAPPINGS = "V35", Error, "mappings do not fit together",
        "Each version of a catalogue stands once in `threat_mappings`, and the blocks in it name the same catalogue.",
        Model(&[("[[rule.threat]]", "[[rule.threat_mappings]]\nframework = \"MITRE ATT&CK\"\nversion = \"19\"\nthreat = []\n[[rule.threat_mappings]]\nframework = \"MITRE ATT&CK\"\nversion = \"19\"\nthreat = []\n[[rule.threat]]")]);
    NO_THREAT = "V36", Info, "no mapping to MITRE",
        "The guidelines ask for at least one tactic.",
        Model(&[("[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n[[rule.threat.technique]]\nid = \"T1087\"\nname = \"Account Discovery\"\nreference = \"https://attack.mitre.org/techniques/T1087/\"\n[[rule.threat.technique.subtechnique]]\nid = \"T1087.004\"\nname = \"Cloud Account\"\nreference = \"https://attack.mitre.org/techniques/T1087/004/\"\n[rule.threat.tactic]\nid = \"TA0007\"\nname = \"Discovery\"\nreference = \"https://attack.mitre.org/tactics/TA0007/\"\n", "")]);
}
