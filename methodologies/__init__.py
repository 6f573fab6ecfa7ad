"""The methodology library: data only, installed as jcm_mrv.methodologies."""
